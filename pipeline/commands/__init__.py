"""What the commands that compare plans do; each returns the exit code."""
