using Microsoft.Data.Sqlite;

namespace Rag.Stores.Embedded.Sqlite;

/// <summary>Columns that may be NULL.</summary>
internal static class SqliteReading
{
    /// <summary>The text, or <see langword="null"/>.</summary>
    public static string? GetText(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>The integer, or <see langword="null"/>.</summary>
    public static long? GetInteger(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>The bytes; the column is not NULL.</summary>
    public static byte[] GetBytes(this SqliteDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);
}
