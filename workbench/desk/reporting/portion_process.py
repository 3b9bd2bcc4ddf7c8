"""A process that tells portions of a report, asked on the line whose number it is given.

It is started by :mod:`workbench.desk.reporting.portions`, and ends with the program that did.
"""

import sys
from multiprocessing.connection import Connection

from workbench.desk.reporting.portions import tell_portions

if __name__ == "__main__":
    tell_portions(Connection(int(sys.argv[1])))
