"""Text that was typed before Unicode, in the codes of TCVN3 and VNI fonts: told by its content, and converted."""
