"""What is known of bodies and places before any text is read: kinds of organisations, units, provinces."""
