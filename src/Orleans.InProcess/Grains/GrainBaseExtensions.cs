using Orleans.InProcess;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain can ask of its runtime.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Deactivates the activation as soon as no call runs any more.</summary>
    /// <param name="grain">The grain.</param>
    public static void DeactivateOnIdle(this IGrainBase grain) => grain.GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <summary>Starts a timer whose ticks are turns of the grain.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Called at every tick; the next tick is timed from its end.</param>
    /// <param name="state">Passed to the callback.</param>
    /// <param name="options">When it ticks, and whether it interleaves and keeps the grain alive.</param>
    /// <returns>The timer; dispose it to stop.</returns>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Activation.RequireCurrent();
        var activation = (Activation)grain.GrainContext;
        return activation.StartTimer(token => callback(state, token), options);
    }

    /// <summary>Starts a timer whose ticks are turns of the grain.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Called at every tick; the next tick is timed from its end.</param>
    /// <param name="state">Passed to the callback.</param>
    /// <param name="options">When it ticks, and whether it interleaves and keeps the grain alive.</param>
    /// <returns>The timer; dispose it to stop.</returns>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return grain.RegisterGrainTimer((value, _) => callback(value), state, options);
    }

    /// <summary>Starts a timer whose ticks are turns of the grain.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Called at every tick; the next tick is timed from its end.</param>
    /// <param name="options">When it ticks, and whether it interleaves and keeps the grain alive.</param>
    /// <returns>The timer; dispose it to stop.</returns>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return grain.RegisterGrainTimer(static (call, token) => call(token), callback, options);
    }

    /// <summary>Starts a timer whose ticks are turns of the grain.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Called at every tick; the next tick is timed from its end.</param>
    /// <param name="options">When it ticks, and whether it interleaves and keeps the grain alive.</param>
    /// <returns>The timer; dispose it to stop.</returns>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return grain.RegisterGrainTimer(static (call, _) => call(), callback, options);
    }

    /// <summary>Starts a timer that neither interleaves nor keeps the grain alive.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Called at every tick; the next tick is timed from its end.</param>
    /// <param name="dueTime">The time to the first tick.</param>
    /// <param name="period">The time from the end of a tick to the next; infinite means one tick.</param>
    /// <returns>The timer; dispose it to stop.</returns>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Starts a timer that neither interleaves nor keeps the grain alive.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Called at every tick; the next tick is timed from its end.</param>
    /// <param name="dueTime">The time to the first tick.</param>
    /// <param name="period">The time from the end of a tick to the next; infinite means one tick.</param>
    /// <returns>The timer; dispose it to stop.</returns>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));
}
