namespace Orleans;

/// <summary>Sets after how much idle time activations of this class are collected.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>Keeps the default age; set one of the properties.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>Sets the age.</summary>
    /// <param name="inactivityPeriod">The idle time as text, for example <c>00:02:00</c>.</param>
    public CollectionAgeLimitAttribute(string inactivityPeriod) =>
        Days = TimeSpan.Parse(inactivityPeriod, System.Globalization.CultureInfo.InvariantCulture).TotalDays;

    /// <summary>Never collects activations of this class when <see langword="true"/>.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>Days of idle time; added to the other parts.</summary>
    public double Days { get; set; }

    /// <summary>Hours of idle time; added to the other parts.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes of idle time; added to the other parts.</summary>
    public double Minutes { get; set; }

    /// <summary>The idle time after which an activation is collected.</summary>
    public TimeSpan AgeLimit => AlwaysActive
        ? TimeSpan.MaxValue
        : TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
}
