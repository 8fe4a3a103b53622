"""Before a study is open: start page, new study, passphrase, and who works in it."""
