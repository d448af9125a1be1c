namespace Rag.Benchmarks.Streams;

/// <summary>
/// A number of readers, each of which asks its next question when an answer has ended. They begin one after the other
/// within the first moment, so that their answers do not begin together ever after.
/// </summary>
internal static class PacedReaders
{
    /// <summary>Reads for a while.</summary>
    /// <param name="client">Whom to ask.</param>
    /// <param name="bodies">Questions, asked in turn.</param>
    /// <param name="streams">How many readers.</param>
    /// <param name="duration">After this no question is asked.</param>
    /// <param name="spread">The time within which the readers begin.</param>
    public static async Task<IReadOnlyList<StreamRecord>> ReadAsync(
        StreamClient client, IReadOnlyList<string> bodies, int streams, TimeSpan duration, TimeSpan spread)
    {
        int next = -1;
        long start = TimeProvider.System.GetTimestamp();
        List<StreamRecord>[] records =
            await Task.WhenAll(Enumerable.Range(0, streams).Select(reader => Task.Run(() => AskInTurnAsync(reader))));
        return [.. records.SelectMany(each => each)];

        async Task<List<StreamRecord>> AskInTurnAsync(int reader)
        {
            await Task.Delay(spread * reader / streams);
            List<StreamRecord> mine = [];
            while (TimeProvider.System.GetElapsedTime(start) < duration)
            {
                string body = bodies[(int)((uint)Interlocked.Increment(ref next) % bodies.Count)];
                mine.Add(await client.AskAsync(body));
            }

            return mine;
        }
    }
}
