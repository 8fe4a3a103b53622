"""How good the recall is while data are collected: cards with plots, what asks attention, and the methods paragraph."""
