using System.Runtime.InteropServices;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// Asks Linux to keep a large array in pages of 2 MB. A walk reads a few hundred bytes here and there in hundreds of
/// megabytes; in pages of 4 KB it takes as long to look up where they are as to read them (docs/BENCHMARKS.md). It is a
/// wish: where the system has no such pages or has none for this, everything stays as it is.
/// </summary>
internal static partial class HugePages
{
    /// <summary>Bytes of such a page.</summary>
    private const nuint Size = 2 * 1024 * 1024;

    /// <summary><c>MADV_HUGEPAGE</c>: by and by, and where memory is written for the first time.</summary>
    private const int ByAndBy = 14;

    /// <summary><c>MADV_COLLAPSE</c>, of Linux 6.1: at once, what is there already.</summary>
    private const int AtOnce = 25;

    /// <summary>Wishes it for an array, and with it for what lies in the same pages.</summary>
    public static unsafe void PreferFor<T>(T[] array)
        where T : unmanaged
    {
        if (!OperatingSystem.IsLinux()) return;
        fixed (T* items = array)
        {
            nuint start = (nuint)items / Size * Size;
            nuint length = ((nuint)(items + array.Length) - start + Size - 1) / Size * Size;
            _ = Advise(start, length, ByAndBy);
            _ = Advise(start, length, AtOnce);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nuint address, nuint length, int advice);
}
