"""Static files: kept for ever under an address that changes with them, and sent as small as the browser can take."""

import gzip
import re

import brotli
import pytest

from portal.core.assets import SHEET, STATIC, asset

SOURCE = (STATIC / SHEET).read_bytes()


@pytest.fixture
def stranger(client_of):
    return client_of()


def test_a_file_is_kept_for_ever_under_the_address_of_its_content(stranger):
    answer = stranger.get(asset(SHEET))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.data == SOURCE
    assert answer.content_type == "text/css; charset=utf-8"


def test_under_the_address_of_an_older_content_it_is_the_present_file_and_not_kept(stranger):
    answer = stranger.get(f"/static/000000000000/{SHEET}")
    assert answer.data == SOURCE
    assert answer.headers["Cache-Control"] == "no-cache"
    again = stranger.get(f"/static/000000000000/{SHEET}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("accepted", "encoding", "opened"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_it_comes_in_the_best_encoding_that_the_browser_takes(stranger, accepted, encoding, opened):
    answer = stranger.get(asset(SHEET), headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert opened(answer.data) == SOURCE


def test_what_is_not_there_is_not_found(stranger):
    for path in ("css/none.css", "../core/db.py", "vendor/.stamp", ""):
        assert stranger.get(f"/static/000000000000/{path}").status_code == 404


def test_the_first_page_brings_its_style_along_and_later_ones_find_it_kept(stranger):
    first = stranger.show("/welcome")
    assert [style.string for style in first.select("style")] == [SOURCE.decode()]
    quiet = first.select_one("link[rel=stylesheet]")
    assert quiet["media"] == "print", "it must not keep the page waiting"
    stranger.get(quiet["href"])
    later = stranger.show("/welcome")
    assert not later.select("style")
    assert "media" not in later.select_one("link[rel=stylesheet]").attrs


def test_after_an_update_of_the_style_a_page_brings_the_new_one_along(stranger):
    stranger.set_cookie("sheet", "0123456789ab")
    assert stranger.show("/welcome").select("style")


def test_pages_are_compressed_for_who_takes_it(stranger):
    plain = stranger.get("/welcome").data
    for accepted, opened in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = stranger.get("/welcome", headers={"Accept-Encoding": accepted})
        assert answer.headers["Content-Encoding"] == accepted
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert re.sub(rb'(csrf_token" value)="[^"]+', b"", opened(answer.data)) == re.sub(
            rb'(csrf_token" value)="[^"]+', b"", plain
        )
