namespace Orleans.Streams;

/// <summary>The place of an item in its stream; later items compare greater.</summary>
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
{
    /// <summary>The number of the event.</summary>
    public abstract long SequenceNumber { get; protected set; }

    /// <summary>The 0-based place within an event that was published as a batch.</summary>
    public abstract int EventIndex { get; protected set; }

    /// <inheritdoc/>
    public abstract bool Equals(StreamSequenceToken? other);

    /// <inheritdoc/>
    public abstract int CompareTo(StreamSequenceToken? other);
}
