using Microsoft.Data.Sqlite;
using Rag.Pipeline;
using SQLitePCL;

namespace Rag.Stores.Embedded;

/// <summary>What the failures of the disk and of SQLite mean to callers.</summary>
internal static class StoreFailure
{
    /// <summary>Errno values (Linux and macOS) and Windows' HRESULTs that mean: no space, file too large, over
    /// quota.</summary>
    private static readonly int[] OutOfSpace =
        [28, 27, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether the failure of the operating system means that space ran out.</summary>
    public static bool IsOutOfSpace(IOException exception) => OutOfSpace.Contains(exception.HResult);

    /// <summary>The failure of a file operation.</summary>
    /// <param name="exception">What the operating system said.</param>
    /// <param name="what">What was being done, for instance <c>writing a vector segment</c>.</param>
    public static StoreException From(IOException exception, string what) => IsOutOfSpace(exception)
        ? DiskFull(what, exception)
        : new StoreException("unavailable", $"The disk failed while {what}: {exception.Message}", true, exception);

    /// <summary>The failure of a database operation.</summary>
    /// <param name="exception">What SQLite said.</param>
    /// <param name="what">What was being done, for instance <c>committing</c>.</param>
    public static StoreException From(SqliteException exception, string what) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => DiskFull(what, exception),
        raw.SQLITE_IOERR => new StoreException(
            "store_failed", $"The disk failed while {what}: {exception.Message}", true, exception),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreException(
            "corrupt",
            $"The database is damaged ({exception.Message}), seen while {what}. Restore it from a backup.",
            false,
            exception),
        _ => new StoreException(
            "unavailable", $"The database failed while {what}: {exception.Message}", true, exception),
    };

    /// <summary>Whether the database may be in an unknown state after this failure.</summary>
    public static bool EndsWrites(SqliteException exception) =>
        exception.SqliteErrorCode is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    private static StoreException DiskFull(string what, Exception cause) => new(
        "disk_full", $"No space was left while {what}. Nothing was stored; free some and try again.", true, cause);
}
