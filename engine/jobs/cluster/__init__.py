"""Drawing on other machines: Ray starts a seat on each, and carries what goes there and comes back.

    address.py    which addresses there are                     here
    cluster.py    connecting, and which seats there are         here
    drawer.py     draws a card at a time, as the queue sees it  here
    seating.py    which seat draws which card, and which help   here
    place.py      one seat, to ask and to bring files           here
    parcel.py     a Request's files, by their content           here
    window.py     the frames of long footage that it looks at   here
    homecoming.py a take and the kept steps come back           here
    seat.py       the actor that draws                          there
    sharing.py    a step's windows, among it and its helpers    there
    helper.py     answers for windows of another seat's card    there
    store.py      files by their content; a job's folder        there

Ray is imported when a cluster is connected to, and not before. Whoever is part of a cluster can run code on
all of it: that is what Ray is.
"""
