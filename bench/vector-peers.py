#!/usr/bin/python3
"""hnswlib and FAISS on a set of 'rag bench vectors', one thread for each query.

usage: vector-peers.py SET [DIMENSIONS]     SET.base.f32, SET.query.f32, SET.gt.i32
needs: numpy, and hnswlib or faiss (Debian: python3-hnswlib, python3-faiss); set OMP_NUM_THREADS=1
"""
import sys
import time

import numpy

BEAMS = [64, 96, 128, 160, 200, 256, 320, 400, 512, 640, 800, 1024, 1280, 1600, 2048]


def resident_megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def measure(name, queries, nearest, set_beam, search):
    """Says when recall reaches .95 and .99, and what a query costs there."""
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
            print(f"{name}: ef {beam}, recall@10 {recall:.4f}, p50 {times[len(times) // 2] * 1e3:.3f} ms, "
                  f"p99 {times[len(times) * 99 // 100] * 1e3:.3f} ms, processor {processor:.3f} ms", flush=True)
        if not goals:
            return


def run_hnswlib(base, queries, nearest):
    import hnswlib
    before, start = resident_megabytes(), time.time()
    index = hnswlib.Index("ip", base.shape[1])
    index.init_index(len(base), M=16, ef_construction=200, random_seed=100)
    index.add_items(base, num_threads=2)
    print(f"hnswlib: built with 2 threads in {time.time() - start:.1f} s, {resident_megabytes() - before:.0f} MB")
    index.set_num_threads(1)
    measure("hnswlib", queries, nearest, index.set_ef, lambda query: index.knn_query(query, 10)[0])


def run_faiss(base, queries, nearest):
    import faiss
    faiss.omp_set_num_threads(2)
    before, start = resident_megabytes(), time.time()
    index = faiss.IndexHNSWFlat(base.shape[1], 16, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 200
    index.add(base)
    print(f"faiss: built with 2 threads in {time.time() - start:.1f} s, {resident_megabytes() - before:.0f} MB")
    faiss.omp_set_num_threads(1)

    def set_beam(beam):
        index.hnsw.efSearch = beam

    measure("faiss", queries, nearest, set_beam, lambda query: index.search(query, 10)[1])


def main():
    path, dimensions = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 384
    base = numpy.fromfile(path + ".base.f32", numpy.float32).reshape(-1, dimensions)
    queries = numpy.fromfile(path + ".query.f32", numpy.float32).reshape(-1, dimensions)
    nearest = numpy.fromfile(path + ".gt.i32", numpy.int32).reshape(-1, 10)
    for run in (run_hnswlib, run_faiss):
        try:
            run(base, queries, nearest)
        except ImportError as missing:
            print(f"skipped: {missing}")


if __name__ == "__main__":
    main()
