using Rag.Pipeline.Filtering;

namespace Rag.Stores.Slots;

/// <summary>Which numbers of a <see cref="MetadataTable"/> match one filter.</summary>
internal sealed class FilterMatches(Filter filter)
{
    private readonly AppendOnlyList<bool> _matches = new();
    private readonly Lock _extending = new();

    /// <summary>Whether a number matches; it was there before <see cref="Extend"/> returned.</summary>
    public bool this[int number] => _matches[number];

    /// <summary>Evaluates what is new.</summary>
    public void Extend(AppendOnlyList<string> texts)
    {
        int count = texts.Count;
        if (_matches.Count >= count) return;
        lock (_extending)
        {
            for (int number = _matches.Count; number < count; number++)
                _matches.Add(filter.Matches(MetadataReader.Read(texts[number])));
        }
    }
}
