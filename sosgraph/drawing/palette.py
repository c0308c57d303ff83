"""The colours of pictures: Okabe and Ito's, which people who are blind to some colours can tell apart, and greys.

Source: M. Okabe and K. Ito, Color Universal Design, 2008. Colour never says anything alone: line style, shape or a word
says it too.
"""

PAPER = "#FFFFFF"
INK = "#1F2933"
QUIET = "#52606D"
FAINT = "#9AA5B1"
FRAME = "#CBD2D9"
FLOOR = "#F5F7FA"
"""From the page and what is written on it to the frames of systems and what is in them."""

BLUE = "#0072B2"
PALE_BLUE = "#DCEBF5"
SKY = "#2A8FC4"
GREEN = "#009E73"
VERMILLION = "#CB3B00"
PURPLE = "#A0427F"
PALE_PURPLE = "#F7E3EF"
"""Okabe and Ito's hues; the pale ones are theirs on paper, the others a little darker, so that thin lines are seen."""
