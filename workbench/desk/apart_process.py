"""A process that does one long work, asked for on the line whose number it is given.

It is started by :mod:`workbench.desk.apart`, and ends with the program that did.
"""

import sys
from multiprocessing.connection import Connection

from workbench.desk.apart import do_work

if __name__ == "__main__":
    do_work(Connection(int(sys.argv[1])))
