using System.Collections.Immutable;
using System.Text.Json;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>Metadata and filters over few keys and values that are easily taken for each other.</summary>
internal sealed class RandomFilters(int seed)
{
    private static readonly string[] Keys = ["a", "A", "b.c", "d-e", "F_1", "index"];

    private static readonly string[] Texts =
    [
        "", "1", "1.0", "true", "null", "x", "X", " x", "é", "e\u0301", "👍", "a\0b", "a\u0001b", "\u0001", "%", "_",
        "'", "\"", "\\", "2026-01-31", "2026-01-31T00:00:00Z", "2026-01-31T01:00:00+01:00", "0001-01-01", "1969-12-31",
        "2026-01-31T00:00:00.0000019Z", "2026-01-31T00:00:00.000002Z", "9999-12-31T23:59:59.999999Z", "2026-02-30",
        " ", "  ", "x ", "the", "a", "Alpha Beta", "beta, alpha", "\u0130stanbul", "istanbul", "k=v", "\"}]}",
        "line\nbreak", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999-23:59",
        "2026-01-31t00:00:00.000001z", new('y', 300),
    ];

    private static readonly double[] Numbers =
    [
        0, 1, -1, 1.5, 0.1, 0.30000000000000004, 0.3, 1e21, 1e308, 1e-300, 5e-324, 9007199254740992, -9007199254740991,
    ];

    private readonly Random _random = new(seed);

    /// <summary>Up to four pairs.</summary>
    public Metadata Metadata()
    {
        var pairs = new Dictionary<string, object?>();
        foreach (string key in Keys)
        {
            switch (_random.Next(6))
            {
                case 0: pairs[key] = Text(); break;
                case 1: pairs[key] = Number(); break;
                case 2: pairs[key] = _random.Next(2) == 0; break;
                case 3: pairs[key] = Enumerable.Range(0, _random.Next(4)).Select(_ => Text()).ToArray(); break;
                case 4: pairs[key] = Text(); break;
                default: break;
            }
        }

        return MetadataReader.Read(JsonSerializer.Serialize(pairs));
    }

    /// <summary>A filter of at most the given depth.</summary>
    public Filter Filter(int depth = 3)
    {
        int kind = _random.Next(depth > 1 ? 9 : 6);
        return kind switch
        {
            0 => new Filter.In(Key(), [Value()]),
            1 => new Filter.In(Key(), [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value())]),
            2 => new Filter.Contains(Key(), Text()),
            3 => new Filter.Exists(Key()),
            4 => new Filter.CompareNumber(Key(), Relation(), Number()),
            5 => new Filter.CompareInstant(Key(), Relation(), Moment()),
            6 => new Filter.Not(Filter(depth - 1)),
            7 => new Filter.And(Operands(depth)),
            _ => new Filter.Or(Operands(depth)),
        };
    }

    private ImmutableArray<Filter> Operands(int depth) =>
        [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Filter(depth - 1))];

    private MetadataValue Value() => _random.Next(3) switch
    {
        0 => MetadataValue.Of(Text()),
        1 => MetadataValue.Of(Number()),
        _ => MetadataValue.Of(_random.Next(2) == 0),
    };

    private Instant Moment()
    {
        Instant instant;
        while (!Instant.TryParse(Text(), out instant))
        {
            // Most of the texts are no moments.
        }

        return instant;
    }

    private string Key() => Keys[_random.Next(Keys.Length)];

    private string Text() => Texts[_random.Next(Texts.Length)];

    private double Number() => Numbers[_random.Next(Numbers.Length)];

    private Comparison Relation() => (Comparison)_random.Next(4);
}
