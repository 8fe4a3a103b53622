"""The workspace Terugvinden: moments, discuss marks and chosen moments of all conversations."""
