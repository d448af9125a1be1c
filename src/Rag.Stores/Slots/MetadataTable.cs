using System.Collections.Concurrent;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Slots;

/// <summary>
/// The distinct metadata of an index, numbered from 0, and which of them match the filters that are in use. The
/// passages of a document mostly share theirs, so a filter is evaluated once a document and not once a passage; an
/// entry never changes, so an evaluation stays right and only grows with new entries.
/// </summary>
internal sealed class MetadataTable
{
    /// <summary>Filters whose evaluation is kept; one more and all are forgotten.</summary>
    private const int MaxKeptFilters = 64;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly AppendOnlyList<string> _texts = new();
    private readonly ConcurrentDictionary<string, FilterMatches> _filters = new(StringComparer.Ordinal);

    /// <summary>Number of distinct metadata.</summary>
    public int Count => _texts.Count;

    /// <summary>Size of the texts in memory.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>The canonical JSON of a number.</summary>
    public string this[int number] => _texts[number];

    /// <summary>The number of metadata; one writer at a time.</summary>
    public int NumberOf(string json)
    {
        if (_numbers.TryGetValue(json, out int number)) return number;
        number = _texts.Count;
        _numbers.Add(json, number);
        _texts.Add(json);
        SizeBytes += (2L * json.Length) + 64;
        return number;
    }

    /// <summary>Which numbers match a filter, at least all below a <see cref="Count"/> read before the call.</summary>
    public FilterMatches Matching(Filter filter)
    {
        string key = FilterKey.Of(filter);
        if (!_filters.TryGetValue(key, out FilterMatches? matches))
        {
            if (_filters.Count >= MaxKeptFilters) _filters.Clear();
            matches = _filters.GetOrAdd(key, _ => new FilterMatches(filter));
        }

        matches.Extend(_texts);
        return matches;
    }
}
