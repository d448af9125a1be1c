namespace Rag.Benchmarks.Streams;

/// <summary>What else the machine does meanwhile.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>Load average of the last minute, from Linux' <c>/proc</c>; a dash where it cannot be read.</summary>
    public static string Load => File.Exists(LoadFile) ? File.ReadAllText(LoadFile).Split(' ')[0] : "-";
}
