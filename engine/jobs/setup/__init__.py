"""What drawing needs and the installed program comes without: torch for this machine's graphics card, and the
packages of the extra `models`, set up in a folder of the user's and kept whole there.

pip says what is needed and where it lies (`wanted`), the files are fetched with their hashes, each going on
where it stopped (`fetch`), and pip puts them into a new folder that takes the old one's place once it is
whole (`place`). `work` does all of it; by `engine.interpreter` every process of the program finds the result.
"""
