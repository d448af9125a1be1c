namespace Rag.Stores.Slots;

/// <summary>
/// A list with one writer at a time and any number of readers that take no lock. A reader may use the places below a
/// <see cref="Count"/> that it has read, whatever the writer does meanwhile.
/// </summary>
internal sealed class AppendOnlyList<T>
{
    private T[] _items = [];
    private int _count;

    /// <summary>How many items are there.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Items that fit without growing.</summary>
    public int Capacity => Volatile.Read(ref _items).Length;

    /// <summary>The item at a place below a <see cref="Count"/> that the caller has read.</summary>
    public T this[int index] => Volatile.Read(ref _items)[index];

    /// <summary>The first items; <paramref name="count"/> is a <see cref="Count"/> that the caller has read.</summary>
    public ReadOnlySpan<T> AsSpan(int count) => Volatile.Read(ref _items).AsSpan(0, count);

    /// <summary>Appends; one writer at a time.</summary>
    public void Add(T item)
    {
        if (_count == _items.Length)
        {
            var larger = new T[Math.Max(4, _count + (_count >> 1))];
            _items.CopyTo(larger, 0);
            Volatile.Write(ref _items, larger);
        }

        _items[_count] = item;
        Volatile.Write(ref _count, _count + 1);
    }
}
