namespace Orleans.Runtime;

/// <summary>A timer of a grain; it stops when it is disposed or the grain is deactivated.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Changes the times; during a tick it takes effect after the tick.</summary>
    /// <param name="dueTime">The time to the next tick; infinite means never.</param>
    /// <param name="period">The time from the end of a tick to the next; infinite means one tick.</param>
    void Change(TimeSpan dueTime, TimeSpan period);
}
