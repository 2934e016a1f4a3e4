"""Interactive explorers: each file is a pure model (state -> numbers, state -> figure) with one `explore` on top."""
