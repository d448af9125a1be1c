using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Rag.Stores.Embedded.Sqlite;

/// <summary>
/// Uses the operating system's SQLite, which its vendor keeps patched, instead of a binary that a package froze.
/// </summary>
internal static class SystemSqlite
{
    private const string ImportedName = "e_sqlite3";

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Makes SQLite ready for use; later calls do nothing.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed; the message names the package.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>The names under which the operating system knows the library, the first one wins.</summary>
    internal static IReadOnlyList<string> LibraryNames { get; } =
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0"];

    /// <summary>Loads the first library of these names.</summary>
    internal static IntPtr Resolve(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out IntPtr handle)) return handle;
        }

        throw new DllNotFoundException(
            $"SQLite ({string.Join(", ", names)}) is not installed. Install the package 'libsqlite3-0' "
            + "(Debian, Ubuntu), 'sqlite-libs' (Fedora, Alpine) or 'sqlite' (Arch, Homebrew).");
    }

    private static bool Load()
    {
        Assembly provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        NativeLibrary.SetDllImportResolver(
            provider, static (name, _, _) => name == ImportedName ? Resolve(LibraryNames) : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }
}
