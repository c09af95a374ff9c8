"""Rules over data frames: pandas holds them, pandera is the gate in front, the rules decide.

``prepared`` reads a frame as a declared form, ``schema`` makes a pandera schema of a form,
``checks`` are crossfoot's rules as pandera checks, ``gate`` says what a schema found in words,
``result`` gives findings back as a frame with the index of the frame that was checked.
"""
