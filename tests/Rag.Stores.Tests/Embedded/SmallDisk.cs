using System.Diagnostics;

namespace Rag.Stores.Tests.Embedded;

/// <summary>A file system of a few megabytes, where the test may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryDirectory _parent = new();

    private SmallDisk() => Path = System.IO.Path.Combine(_parent.Path, "disk");

    public string Path { get; }

    /// <summary>Mounts it, or skips the test, loudly.</summary>
    public static SmallDisk MountOrSkip(int megabytes)
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk.Path);
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path))
            return disk;
        disk._parent.Dispose();
        Assert.Skip("A small tmpfs is mounted here, which needs Linux and the right to mount.");
        throw new InvalidOperationException();
    }

    /// <summary>Leaves so many bytes free; dispose the result to free the rest again.</summary>
    public IDisposable FillUp(int leftBytes)
    {
        string filler = System.IO.Path.Combine(Path, "filler");
        long free = new DriveInfo(Path).AvailableFreeSpace;
        File.WriteAllBytes(filler, new byte[Math.Max(0, free - leftBytes)]);
        return new Filler(filler);
    }

    public void Dispose()
    {
        Run("umount", Path);
        _parent.Dispose();
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private sealed class Filler(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
