"""What every command of the command line has. Not: the commands themselves, beside this folder."""
