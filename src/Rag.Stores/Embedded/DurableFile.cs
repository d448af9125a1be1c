using System.Runtime.InteropServices;
using System.Text;

namespace Rag.Stores.Embedded;

/// <summary>Writing files so that they are there after a power loss: the data and the directory entry.</summary>
internal static partial class DurableFile
{
    private const int ReadOnlyFlag = 0;

    /// <summary>Writes a small file whole or not at all.</summary>
    public static void WriteAllText(string path, string text)
    {
        string temporary = path + ".new";
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes creations, renames and removals in a directory durable. Windows does so by itself.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = Open(path, ReadOnlyFlag);
        if (descriptor < 0) throw Failure("open", path);
        try
        {
            if (Sync(descriptor) != 0) throw Failure("fsync", path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string call, string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    // The runtime's own file handles cannot be opened on a directory.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
