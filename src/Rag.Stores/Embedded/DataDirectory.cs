using System.Globalization;
using Rag.Pipeline;

namespace Rag.Stores.Embedded;

/// <summary>
/// The one directory of the embedded stores, locked for this process. The lock is the operating system's and dies with
/// the process, so a restart right after <c>kill -9</c> gets it; the owner's pid beside it is only for the message.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    /// <summary>Version of everything in the directory; a newer one is refused without a change.</summary>
    public const int FormatVersion = 1;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The database file.</summary>
    public string DatabasePath => System.IO.Path.Combine(Path, "rag.db");

    /// <summary>Parent of the vector indexes' directories.</summary>
    public string VectorsPath => System.IO.Path.Combine(Path, "vectors");

    /// <summary>Parent of the tenants' blob directories.</summary>
    public string BlobsPath => System.IO.Path.Combine(Path, "blobs");

    private string OwnerPath => System.IO.Path.Combine(Path, "lock.owner");

    private string FormatPath => System.IO.Path.Combine(Path, "format");

    /// <summary>Creates or opens the directory and locks it.</summary>
    /// <exception cref="StoreException">Code <c>locked</c>: another process holds it; <c>format_newer</c>: a newer
    /// release wrote it; <c>corrupt</c>: it is not a data directory of this product.</exception>
    public static DataDirectory Open(string directory)
    {
        string path = System.IO.Path.GetFullPath(directory);
        CreatePrivate(path);
        FileStream held = Lock(path);
        var opened = new DataDirectory(path, held);
        try
        {
            opened.CheckFormat();
            File.WriteAllText(opened.OwnerPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(opened.VectorsPath);
            Directory.CreateDirectory(opened.BlobsPath);
            return opened;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>What lies there is as confidential as the documents: nobody else's to read.</summary>
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Lock(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(
                System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // FileShare.None is flock, which a switch of the runtime turns off; the byte range is a lock of its own.
            if (!OperatingSystem.IsMacOS()) file.Lock(0, 1);
            return file;
        }
        catch (IOException exception)
        {
            file?.Dispose();
            throw new StoreException(
                "locked",
                $"The data directory '{path}' is in use by the process with pid {ReadOwner(path)}. Stop it, or give "
                + "this process another directory.",
                isTransient: false,
                exception);
        }
    }

    private static string ReadOwner(string path)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(path, "lock.owner"));
        }
        catch (IOException)
        {
            return "unknown"; // The owner has the lock and not yet written its pid.
        }
    }

    private void CheckFormat()
    {
        if (!File.Exists(FormatPath))
        {
            if (File.Exists(DatabasePath))
            {
                throw new StoreException(
                    "corrupt",
                    $"'{Path}' has a database but no file 'format'. Restore the directory as a whole from a backup.",
                    isTransient: false);
            }

            DurableFile.WriteAllText(FormatPath, FormatVersion.ToString(CultureInfo.InvariantCulture) + "\n");
            return;
        }

        string text = File.ReadAllText(FormatPath).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version))
        {
            throw new StoreException(
                "corrupt", $"'{FormatPath}' holds '{text}' instead of a version number.", isTransient: false);
        }

        if (version > FormatVersion)
        {
            throw new StoreException(
                "format_newer",
                $"'{Path}' was written by a newer release: format {version}, and this release reads up to "
                + $"{FormatVersion}. Nothing was changed. Start the newer release.",
                isTransient: false);
        }
    }
}
