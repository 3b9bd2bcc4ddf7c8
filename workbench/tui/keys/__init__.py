"""Keys: presets, the user's own, bindings, and the labels of jump mode."""
