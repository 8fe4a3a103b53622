"""Every command of the window, as data: menu, shortcut, palette and keys help are made from `COMMANDS`."""
