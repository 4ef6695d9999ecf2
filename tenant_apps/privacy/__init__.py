"""Personal data law (UU 27/2022): what is held of people, why and for how long, and what they may ask."""
