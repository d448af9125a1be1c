namespace Rag.Grains.Interfaces;

/// <summary>The statuses of a re-index, as the contract spells them.</summary>
public static class ReindexStatus
{
    /// <summary>The next generation is being filled; searches see the present one.</summary>
    public const string Building = "building";

    /// <summary>Searches see the next generation; the former one is being cleared away.</summary>
    public const string Switching = "switching";

    /// <summary>Given up; the present generation stays, the next one is being cleared away.</summary>
    public const string Discarding = "discarding";

    /// <summary>The next generation has taken the present one's place.</summary>
    public const string Completed = "completed";

    /// <summary>The present generation has stayed; the error says why.</summary>
    public const string Failed = "failed";

    /// <summary>The present generation has stayed because the user wanted it so.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Whether it has come to an end.</summary>
    public static bool IsFinal(string status) => status is Completed or Failed or Cancelled;
}
