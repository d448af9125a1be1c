#!/usr/bin/python3
"""hnswlib and FAISS on a set of 'rag bench vectors', one thread for each query.

usage: vector-peers.py SET [--dimensions N] [--only hnswlib|faiss-graph|faiss-clusters] [--keep FOLDER]
SET stands for SET.base.f32, SET.query.f32 and SET.gt.i32. With --keep an index is written to FOLDER once it is
built, and read from there the next time: a million takes long to build and is asked again in another's minutes.
needs: numpy, and hnswlib or faiss (Debian: python3-hnswlib, python3-faiss); set OMP_NUM_THREADS=1
"""
import argparse
import os
import time

import numpy

BEAMS = [16, 32, 48, 64, 96, 128, 160, 200, 256, 320, 400, 512, 640, 800, 1024, 1280, 1600, 2048, 2560, 3200, 4096, 6400]


def resident_megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("RssAnon")) / 1024


def measure(name, queries, nearest, set_beam, search):
    """Says where recall reaches .95 and .99, by a beam or by clusters looked at, and what a query costs there."""
    goals = [0.95, 0.99]
    for beam in BEAMS:
        set_beam(beam)
        times, found = [], 0
        processor = time.thread_time()
        for query, expected in zip(queries, nearest):
            start = time.perf_counter()
            places = search(query[None, :])
            times.append(time.perf_counter() - start)
            found += len(set(places[0].tolist()) & set(expected.tolist()))
        processor = (time.thread_time() - processor) / len(queries) * 1e3
        recall = found / nearest.size
        times.sort()
        while goals and recall >= goals[0]:
            goals.pop(0)
            print(f"{name}: {beam}, recall@10 {recall:.4f}, p50 {times[len(times) // 2] * 1e3:.3f} ms, "
                  f"p99 {times[len(times) * 99 // 100] * 1e3:.3f} ms, processor {processor:.3f} ms", flush=True)
        if not goals:
            return


def obtain(name, kept, read, build, write):
    """Reads the index that was kept, or builds it and keeps it; says what either took."""
    before, start = resident_megabytes(), time.time()
    known = kept is not None and os.path.exists(kept)
    index = read(kept) if known else build()
    how = "read" if known else "built with 2 threads"
    print(f"{name}: {how} in {time.time() - start:.1f} s, {resident_megabytes() - before:.0f} MB", flush=True)
    if kept is not None and not known:
        write(index, kept)
    return index


def run_hnswlib(base, queries, nearest, kept):
    import hnswlib

    def read(path):
        index = hnswlib.Index("ip", base.shape[1])
        index.load_index(path)
        return index

    def build():
        index = hnswlib.Index("ip", base.shape[1])
        index.init_index(len(base), M=16, ef_construction=200, random_seed=100)
        index.add_items(base, num_threads=2)
        return index

    index = obtain("hnswlib", kept, read, build, lambda built, path: built.save_index(path))
    index.set_num_threads(1)
    measure("hnswlib", queries, nearest, index.set_ef, lambda query: index.knn_query(query, 10)[0])


def run_faiss(name, queries, nearest, kept, build, set_beam):
    import faiss
    faiss.omp_set_num_threads(2)
    index = obtain(name, kept, faiss.read_index, build, faiss.write_index)
    faiss.omp_set_num_threads(1)
    measure(name, queries, nearest, lambda beam: set_beam(index, beam), lambda query: index.search(query, 10)[1])


def run_faiss_graph(base, queries, nearest, kept):
    import faiss

    def build():
        index = faiss.IndexHNSWFlat(base.shape[1], 16, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = 200
        index.add(base)
        return index

    def set_beam(index, beam):
        index.hnsw.efSearch = beam

    run_faiss("faiss graph", queries, nearest, kept, build, set_beam)


def run_faiss_clusters(base, queries, nearest, kept):
    import faiss

    def build():
        clusters = 4 * int(len(base) ** 0.5)  # The least that FAISS' guidelines name for less than a million.
        index = faiss.index_factory(base.shape[1], f"IVF{clusters},Flat", faiss.METRIC_INNER_PRODUCT)
        index.train(base[:: max(1, len(base) // (clusters * 64))])
        index.add(base)
        return index

    def set_probes(index, probes):
        index.nprobe = probes

    run_faiss("faiss clusters", queries, nearest, kept, build, set_probes)


PEERS = {"hnswlib": run_hnswlib, "faiss-graph": run_faiss_graph, "faiss-clusters": run_faiss_clusters}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("set")
    parser.add_argument("--dimensions", type=int, default=384)
    parser.add_argument("--only", choices=PEERS)
    parser.add_argument("--keep")
    options = parser.parse_args()
    base = numpy.memmap(options.set + ".base.f32", numpy.float32, "r").reshape(-1, options.dimensions)
    queries = numpy.fromfile(options.set + ".query.f32", numpy.float32).reshape(-1, options.dimensions)
    nearest = numpy.fromfile(options.set + ".gt.i32", numpy.int32).reshape(-1, 10)
    for name, run in PEERS.items():
        if options.only in (None, name):
            kept = options.keep and os.path.join(options.keep, f"{os.path.basename(options.set)}.{name}")
            try:
                run(base, queries, nearest, kept)
            except ImportError as missing:
                print(f"skipped: {missing}")


if __name__ == "__main__":
    main()
