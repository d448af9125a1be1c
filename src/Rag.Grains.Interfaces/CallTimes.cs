namespace Rag.Grains.Interfaces;

/// <summary>
/// How long callers wait for a grain, as <c>hh:mm:ss</c>; where nothing is said, Orleans' default of 30 s.
/// </summary>
public static class CallTimes
{
    /// <summary>
    /// For what only reads a little: a caller of a silo that hangs learns of it early enough to be served elsewhere
    /// within 15 s.
    /// </summary>
    public const string Short = "00:00:10";
}
