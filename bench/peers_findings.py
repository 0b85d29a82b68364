"""Peers of `bench/findings.py`, each in a process of its own: `python bench/peers_findings.py NAME FOLDER`.

`shapely`: prepared zones after a look at their boxes; a tree of the line's segments. `geopandas`: sjoin and
sjoin_nearest. `sedona`: SedonaDB, ST_Within and ST_KNN. `postgis`: a server of its own for this run on a socket in the
folder, GiST indexes, ST_Within and the KNN operator. FOLDER holds `asked.npz`; the answer goes to `NAME.npz`: zones of
each row as bits, and metres to the line on the plane of the first rows. Prints one JSON line with CPU seconds, of all
threads and of the server; reading, projecting and indexing are not in them. A peer that is not installed exits with 3.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Asked = Mapping[str, Any]
"""`lon`, `lat` in degrees, `x`, `y` in metres of the first rows, `line` in metres, `zone-K` in degrees."""
Timed = tuple[Any, float]
Answer = tuple[Timed, Timed]


def timed(work: Callable[[], Any]) -> Timed:
    """What comes out, and the CPU seconds of this process that it took."""
    begin = time.process_time()
    found = work()
    return found, time.process_time() - begin


def zones(asked: Asked) -> list[Any]:
    """The zones as polygons."""
    return [shapely.Polygon(asked[f"zone-{number}"]) for number in range(int(asked["zones"]))]


def segments(asked: Asked) -> Any:  # noqa: ANN401 - an array of geometries
    """The line as segments."""
    return shapely.linestrings(np.stack([asked["line"][:-1], asked["line"][1:]], axis=1))


def words(rows: int, row: NDArray[np.int64], zone: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Pairs of row and zone as bits."""
    found = np.zeros(rows, dtype=np.uint64)
    np.bitwise_or.at(found, row, np.uint64(1) << zone.astype(np.uint64))
    return found


def by_shapely(asked: Asked, _: Path) -> Answer:
    """Prepared polygons, asked for the points in their box only; a tree of segments."""
    lon, lat, shapes = asked["lon"], asked["lat"], zones(asked)
    shapely.prepare(shapes)

    def membership() -> NDArray[np.uint64]:
        found = np.zeros(len(lon), dtype=np.uint64)
        for number, shape in enumerate(shapes):
            west, south, east, north = shape.bounds
            near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
            found[near] |= shapely.contains_xy(shape, lon[near], lat[near]).astype(np.uint64) << np.uint64(number)
        return found

    tree, spots = shapely.STRtree(segments(asked)), shapely.points(asked["x"], asked["y"])
    tree.query_nearest(spots[:1])
    nearest = timed(lambda: tree.query_nearest(spots, return_distance=True, all_matches=False)[1])
    return timed(membership), nearest


def by_geopandas(asked: Asked, _: Path) -> Answer:
    """Its joins, over the same GEOS."""
    import geopandas  # noqa: PLC0415 - only this peer needs it

    rows = geopandas.GeoDataFrame(geometry=shapely.points(asked["lon"], asked["lat"]))
    areas = geopandas.GeoDataFrame(geometry=zones(asked))
    line = geopandas.GeoDataFrame(geometry=segments(asked))
    some = geopandas.GeoDataFrame(geometry=shapely.points(asked["x"], asked["y"]))
    joined, spent = timed(lambda: geopandas.sjoin(rows, areas, predicate="within"))
    near, longer = timed(lambda: geopandas.sjoin_nearest(some, line, distance_col="away"))
    away = near["away"].groupby(level=0).first().to_numpy()
    return (words(len(rows), joined.index.to_numpy(), joined["index_right"].to_numpy()), spent), (away, longer)


def by_sedona(asked: Asked, _: Path) -> Answer:
    """Its spatial joins, with as many threads as it takes."""
    import geopandas  # noqa: PLC0415 - only this peer needs it
    import sedonadb  # noqa: PLC0415 - only this peer needs it

    base = sedonadb.connect()
    views = {
        "observed": shapely.points(asked["lon"], asked["lat"]),
        "zone": np.array(zones(asked)),
        "segment": segments(asked),
        "spot": shapely.points(asked["x"], asked["y"]),
    }
    for name, shapes in views.items():
        table = geopandas.GeoDataFrame({"n": np.arange(len(shapes))}, geometry=shapes)
        base.create_data_frame(table).to_view(name)
    within = "SELECT o.n, z.n AS z FROM observed o JOIN zone z ON ST_Within(o.geometry, z.geometry)"
    nearest = (
        "SELECT s.n, ST_Distance(s.geometry, l.geometry) AS away "
        "FROM spot s JOIN segment l ON ST_KNN(s.geometry, l.geometry, 1, FALSE)"
    )
    joined, spent = timed(lambda: base.sql(within).to_arrow_table())
    near, longer = timed(lambda: base.sql(nearest).to_arrow_table())
    away = np.empty(len(asked["x"]))
    away[near["n"].to_numpy()] = near["away"].to_numpy()
    return (words(len(asked["lon"]), joined["n"].to_numpy(), joined["z"].to_numpy()), spent), (away, longer)


def by_postgis(asked: Asked, folder: Path) -> Answer:
    """A server of its own, one process for the query; tables and indexes are made before."""
    server = Server(folder / "postgis")
    try:
        server.say("CREATE EXTENSION postgis; SET client_min_messages = warning;")
        shapes = [f"{number}\t{shape.wkb_hex}" for number, shape in enumerate(zones(asked))]
        server.load("zone", shapes)
        server.load("segment", [f"{number}\t{one.wkb_hex}" for number, one in enumerate(segments(asked))])
        server.load("observed", hexes(asked["lon"], asked["lat"]))
        server.load("spot", hexes(asked["x"], asked["y"]))
        row, zone = server.timed("SELECT o.n, z.n AS z FROM observed o JOIN zone z ON ST_Within(o.g, z.g)")
        nearest = "SELECT s.n, (SELECT s.g <-> l.g FROM segment l ORDER BY s.g <-> l.g LIMIT 1) AS away FROM spot s"
        spot, metres = server.timed(nearest)
        away = np.empty(len(spot))
        away[spot.astype(np.int64)] = metres
        return (words(len(asked["lon"]), row.astype(np.int64), zone.astype(np.int64)), server.spent[0]), (
            away,
            server.spent[1],
        )
    finally:
        server.stop()


def hexes(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[str]:
    """Numbered points, one line each."""
    return [f"{number}\t{one}" for number, one in enumerate(shapely.to_wkb(shapely.points(x, y), hex=True).tolist())]


class Server:
    """PostgreSQL for this run only, never as root."""

    def __init__(self, folder: Path) -> None:
        if not all(map(shutil.which, ("initdb", "pg_ctl", "psql"))):
            raise ImportError("postgis")
        self.folder, self.spent = folder, list[float]()
        folder.mkdir(mode=0o777)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            folder.parent.chmod(0o755)
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c shared_buffers=512MB -c fsync=off "
        settings += "-c max_parallel_workers_per_gather=0 -c jit=off -c work_mem=256MB"
        self.run("initdb", "-D", str(folder / "data"), "-U", "bench", "-A", "trust")
        self.run("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", settings, "start")

    def run(self, *words: str, given: str | None = None) -> str:
        """One command of PostgreSQL, as a user that is not root."""
        user = "postgres" if os.geteuid() == 0 else None
        quiet = subprocess.DEVNULL if words[0] == "pg_ctl" else subprocess.PIPE
        done = subprocess.run(  # noqa: S603 - our own words
            words,
            input=given,
            text=True,
            stdout=quiet,
            stderr=subprocess.STDOUT,
            check=False,
            cwd=self.folder,
            user=user,
        )
        if done.returncode:
            if "postgis" in str(done.stdout):
                raise ImportError("postgis")
            raise RuntimeError(words, done.stdout)
        return str(done.stdout)

    def say(self, text: str) -> str:
        """What the server answers."""
        socket = ["-h", str(self.folder), "-U", "bench", "-d", "postgres"]
        return self.run("psql", *socket, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", given=text)

    def load(self, table: str, lines: list[str]) -> None:
        """A table of numbered shapes, with its index."""
        body = "\n".join(lines)
        self.say(f"CREATE TABLE {table} (n int, g geometry);\nCOPY {table} FROM STDIN;\n{body}\n\\.\n")
        self.say(f"CREATE INDEX ON {table} USING gist (g); ANALYZE {table};")

    def timed(self, query: str) -> Any:  # noqa: ANN401 - columns
        """Columns of a query; the CPU seconds of its process go to `spent`."""
        stat = "string_to_array(pg_read_file('/proc/' || pg_backend_pid() || '/stat'), ' ')"
        clock = f"SELECT sum(ticks::bigint) FROM unnest(({stat})[14:15]) AS ticks;"  # noqa: S608 - our own words
        said = self.say(f"{clock}\nCREATE TEMP TABLE found AS {query};\n{clock}\nCOPY found TO STDOUT;").splitlines()
        self.spent.append((int(said[1]) - int(said[0])) / os.sysconf("SC_CLK_TCK"))
        return np.array([line.split("\t") for line in said[2:]], dtype=np.float64).T

    def stop(self) -> None:
        """End the server that this run started."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")


PEERS = {"shapely": by_shapely, "geopandas": by_geopandas, "sedona": by_sedona, "postgis": by_postgis}


def main(name: str, folder: Path) -> None:
    """Write the answer and say what it took."""
    asked = np.load(folder / "asked.npz")
    asked = {key: asked[key] for key in asked.files}
    (inside, spent), (away, longer) = PEERS[name](asked, folder)
    np.savez(folder / f"{name}.npz", words=inside, away=away)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"zones": spent, "distance": longer, "megabytes": memory}))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print("run by bench/findings.py")
        sys.exit()
    try:
        main(sys.argv[1], Path(sys.argv[2]))
    except ImportError:
        sys.exit(3)
