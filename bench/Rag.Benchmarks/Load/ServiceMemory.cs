using System.Globalization;

namespace Rag.Benchmarks.Load;

/// <summary>Memory of the service's process, read from Linux' <c>/proc</c>.</summary>
internal static class ServiceMemory
{
    /// <summary>
    /// Resident memory now and at most, in mebibytes; <see langword="null"/> where it cannot be read.
    /// </summary>
    public static (double Now, double Peak)? Read(int pid)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status");
        if (pid == 0 || !File.Exists(path)) return null;
        string[] lines = File.ReadAllLines(path);
        return (Mebibytes("VmRSS:"), Mebibytes("VmHWM:"));

        double Mebibytes(string name) => double.Parse(
            lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^"kB".Length],
            CultureInfo.InvariantCulture) / 1024;
    }
}
