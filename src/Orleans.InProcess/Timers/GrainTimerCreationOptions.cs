using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When a grain timer ticks and how its ticks relate to calls.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Leaves everything to the initializer.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>Sets the times.</summary>
    /// <param name="dueTime">The time to the first tick; infinite means never.</param>
    /// <param name="period">The time from the end of a tick to the next; infinite means one tick.</param>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>The time to the first tick; infinite means never.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The time from the end of a tick to the next; infinite means one tick.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks interleave with calls; by default they wait like a call.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks postpone the idle collection of the grain; by default they do not.</summary>
    public bool KeepAlive { get; init; }
}
