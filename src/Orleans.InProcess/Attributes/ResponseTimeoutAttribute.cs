namespace Orleans;

/// <summary>Sets how long callers of this grain method wait before they get a <see cref="TimeoutException"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute : Attribute
{
    /// <summary>Sets the time.</summary>
    /// <param name="timeout">The time as text, for example <c>00:00:05</c>.</param>
    public ResponseTimeoutAttribute(string timeout) =>
        Timeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The time to wait; <see langword="null"/> means the default of the messaging options.</summary>
    public TimeSpan? Timeout { get; init; }
}
