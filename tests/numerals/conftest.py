from pathlib import Path

import pytest
import yaml

from crossfoot.numerals.words import NumberWords, read_words

WORDS_FILE = Path(__file__).resolve().parents[2] / "schemas" / "words.yaml"


@pytest.fixture(scope="session")
def words() -> NumberWords:
    return read_words(yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8")))
