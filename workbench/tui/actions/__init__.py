"""Every action of the desk: its title, keys, help and place in the palette."""
