namespace Rag.Fakes.Qdrant;

/// <summary>The payload indexes of a collection by field.</summary>
internal sealed class FieldIndexes
{
    private readonly SortedDictionary<string, FieldIndex> _byField = new(StringComparer.Ordinal);

    public int Count => _byField.Count;

    public IEnumerable<KeyValuePair<string, FieldIndex>> All => _byField;

    public FieldIndex? Of(string field) => _byField.GetValueOrDefault(field);

    public void Set(string field, FieldIndex index) => _byField[field] = index;

    public void Remove(string field) => _byField.Remove(field);
}
