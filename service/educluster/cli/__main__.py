"""`python -m educluster.cli`: the command line where its script is not on the path."""

from educluster.cli import main

if __name__ == "__main__":
    main(prog_name="educluster")
