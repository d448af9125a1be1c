namespace Rag.Fakes.Speaking;

/// <summary>What a model fake is to say, and how; <c>PUT /__script</c> sets it.</summary>
public sealed record Script
{
    /// <summary>The next answers, in this order; after them the fake makes its own again.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>Whether the answers begin again after the last one, for ever.</summary>
    public bool Repeats { get; init; }

    /// <summary>
    /// Instead of its own answers it tells all that it was sent, system's message first, in the form that the last
    /// message names (see <see cref="Echo"/>): a model that keeps no secret.
    /// </summary>
    public bool Obeys { get; init; }

    /// <summary>Pause before each token.</summary>
    public int TokenMilliseconds { get; init; }

    /// <summary>The connection is cut after so many tokens; <see langword="null"/> for never.</summary>
    public int? BreakAfter { get; init; }

    /// <summary>The stream tells an error after so many tokens; <see langword="null"/> for never.</summary>
    public int? ErrorAfter { get; init; }

    /// <summary>The stream ends, properly, after so many tokens and without saying so.</summary>
    public int? SilentAfter { get; init; }
}
