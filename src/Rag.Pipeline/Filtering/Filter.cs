using System.Collections.Immutable;

namespace Rag.Pipeline.Filtering;

/// <summary>
/// A condition on metadata. One grammar and one meaning in every store and both legs: <see cref="Matches"/> is the
/// definition, adapters translate it. Made by <see cref="FilterReader"/>.
/// </summary>
public abstract record Filter
{
    /// <summary>Whether metadata satisfy the condition.</summary>
    public abstract bool Matches(Metadata metadata);

    /// <summary>All operands hold; there is at least one.</summary>
    public sealed record And(ImmutableArray<Filter> Operands) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata)
        {
            foreach (Filter operand in Operands)
            {
                if (!operand.Matches(metadata)) return false;
            }

            return true;
        }
    }

    /// <summary>Some operand holds; there is at least one.</summary>
    public sealed record Or(ImmutableArray<Filter> Operands) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata)
        {
            foreach (Filter operand in Operands)
            {
                if (operand.Matches(metadata)) return true;
            }

            return false;
        }
    }

    /// <summary>The operand does not hold.</summary>
    public sealed record Not(Filter Operand) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata) => !Operand.Matches(metadata);
    }

    /// <summary>The key has a value equal to one of these, or is a list with an element equal to one of these
    /// (<c>eq</c> with one value, <c>in</c> with 0..1,000).</summary>
    public sealed record In(string Key, ImmutableArray<MetadataValue> Values) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata)
        {
            if (!metadata.TryGetValue(Key, out MetadataValue stored)) return false;
            return stored.Kind == MetadataKind.List
                ? Values.Any(value => value.Kind == MetadataKind.String
                    && stored.AsList.Contains(value.AsString, StringComparer.Ordinal))
                : Values.Contains(stored);
        }
    }

    /// <summary>The key's value is a list that has the element.</summary>
    public sealed record Contains(string Key, string Element) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata) =>
            metadata.TryGetValue(Key, out MetadataValue stored) && stored.Kind == MetadataKind.List
            && stored.AsList.Contains(Element, StringComparer.Ordinal);
    }

    /// <summary>The key is stored; <c>""</c> and <c>[]</c> are stored.</summary>
    public sealed record Exists(string Key) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata) => metadata.ContainsKey(Key);
    }

    /// <summary>The key's value is a number in the relation to <paramref name="Bound"/>.</summary>
    public sealed record CompareNumber(string Key, Comparison Comparison, double Bound) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata) =>
            metadata.TryGetValue(Key, out MetadataValue stored) && stored.Kind == MetadataKind.Number
            && Comparison.Holds(stored.AsNumber.CompareTo(Bound));
    }

    /// <summary>
    /// The key's value is a string that is an RFC 3339 date or time in the relation to <paramref name="Bound"/>
    /// (a date is its midnight UTC; compared to the microsecond).
    /// </summary>
    public sealed record CompareInstant(string Key, Comparison Comparison, Instant Bound) : Filter
    {
        /// <inheritdoc/>
        public override bool Matches(Metadata metadata) =>
            metadata.TryGetValue(Key, out MetadataValue stored) && stored.Kind == MetadataKind.String
            && Instant.TryParse(stored.AsString, out Instant instant)
            && Comparison.Holds(instant.CompareTo(Bound));
    }
}
