"""What a person types goes in; lines and an exit status come out.

One module a command. `main` is the one boundary where errors become lines; results go to
standard output, progress and faults to standard error. Each command is imported when it is
asked for, so that none waits for what another needs.
"""
