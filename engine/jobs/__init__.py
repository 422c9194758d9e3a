"""Generation in a process of its own, on this machine or on others.

queue.py    what is to be drawn, who draws it now, and what becomes of it
events.py   what a job is and what it tells, as plain values
order.py    which job begins next; pace.py: how fast it goes
kept.py     the queue on the disk; keeper.py: brings it there beside whoever changes it
seats.py    where jobs are drawn, as the queue sees it
process.py  a worker process of this machine; worker.py: what runs in it; devices.py: how many there are
cluster/    places on other machines
setup/      what drawing needs and the installed program comes without
"""
