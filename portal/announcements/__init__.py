"""What the municipality tells many people at once: no lesson on Friday, the bus leaves at nine, six places left.

An *announcement* is written by a begeleider or regisseur, of blocks (right in every language at once) or as free
text. It goes from draft to approved to queued to sent; only what is queued is ever picked up by sending. Its
*audience* is kept as parts (everybody, a language, persons by name) that are worked out into *receivers* at the
moment of sending; each receiver gets one *receipt*, which knows whether it was read.

A participant sees what they have a receipt of; staff see the announcements of their own municipality.
"""
