"""`python -m communique` is the `communique` command."""

from communique.cli.main import main

if __name__ == "__main__":
    main()
