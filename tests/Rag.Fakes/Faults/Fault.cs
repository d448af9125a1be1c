using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Rag.Fakes.Faults;

/// <summary>One fault switch that is on.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>How faults are written: snake case, and no member that does not exist.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Only requests whose path and query contain this; the empty text for all.</summary>
    public string Path { get; init; } = "";

    /// <summary>Only requests of this method; <see langword="null"/> for all.</summary>
    public string? Method { get; init; }

    /// <summary>So many requests, then no more; <see langword="null"/> for all.</summary>
    public int? Count { get; init; }

    /// <summary>Duration of <see cref="FaultKind.Latency"/> and <see cref="FaultKind.Invisible"/>.</summary>
    public int Milliseconds { get; init; } = 1_000;

    /// <summary>The status of <see cref="FaultKind.Refuse"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Value of the <c>Retry-After</c> header of <see cref="FaultKind.Refuse"/>; none if
    /// <see langword="null"/>.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Reads <c>kind=refuse,status=429,retry_after=1,count=2</c> of the command line.</summary>
    /// <exception cref="FormatException">It is not such a list.</exception>
    public static Fault Parse(string text)
    {
        var json = new JsonObject();
        foreach (string pair in text.Split(','))
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length != 2) throw new FormatException($"'{pair}' of the fault '{text}' is not name=value.");
            json[parts[0].Trim()] = parts[1].Trim();
        }

        try
        {
            if (json.ContainsKey("kind")) return json.Deserialize<Fault>(Json)!;
        }
        catch (JsonException error)
        {
            throw new FormatException($"'{text}' is not a fault: {error.Message}", error);
        }

        throw new FormatException($"The fault '{text}' says no kind.");
    }
}
