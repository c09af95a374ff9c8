"""The values that flow through crossfoot: frozen, typed, and knowing nothing of any other room."""
