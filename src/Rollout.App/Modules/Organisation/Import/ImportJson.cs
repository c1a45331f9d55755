using System.Buffers;
using System.Text.Json;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The result of an import as JSON for other programs: a single object, part of the public contract.</summary>
public static class ImportJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object as UTF-8.</summary>
    public static byte[] Of(ImportResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        WriteSummary(json, result);
        if (result.Report is { } report)
        {
            Write(json, report);
        }

        if (result.Credits is { } credits)
        {
            Write(json, credits);
        }

        json.WriteStartArray("rows");
        foreach (var row in result.Rows)
        {
            Write(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSummary(Utf8JsonWriter json, ImportResult result)
    {
        json.WriteString("outcome", result.Refusal == FileRefusal.None ? "imported" : "rejected-file");
        json.WriteString("code", result.Refusal.Code());
        json.WriteString("encoding", result.Encoding);
        json.WriteString("delimiter", result.Delimiter);
        json.WriteNumber("created", result.Created);
        json.WriteNumber("merged", result.Merged);
        json.WriteNumber("rejected", result.Rejected);
        json.WriteNumber("blank", result.Blank);
        if (result.LeftOut + result.Leaving > 0)
        {
            json.WriteNumber("leftOut", result.LeftOut);
            json.WriteNumber("leaving", result.Leaving);
        }
    }

    private static void Write(Utf8JsonWriter json, CreditSettlementResult credits)
    {
        json.WriteStartObject("credits");
        json.WriteNumber("given", credits.Given);
        json.WriteNumber("changed", credits.Changed);
        json.WriteNumber("takenBack", credits.TakenBack);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReportOutcome report)
    {
        json.WriteStartObject("report");
        json.WriteString("source", report.Source);
        json.WriteString("firstDay", report.FirstDay);
        json.WriteString("lastDay", report.LastDay);
        json.WriteNumber("matched", report.Matched);
        json.WriteNumber("unmatched", report.Unmatched);
        json.WriteNumber("noName", report.NoName);
        json.WriteNumber("leftOut", report.LeftOut);
        json.WriteNumber("closed", report.Closed);
        if (report.Concealed is { } concealed)
        {
            json.WriteNumber("concealedRows", concealed.Rows);
            json.WriteNumber("concealedVisited", concealed.Visited);
        }

        json.WriteEndObject();
    }

    private static string StatusOf(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Created => "created",
        RowOutcome.Rejected => "rejected",
        RowOutcome.LeftOut => "left-out",
        RowOutcome.Leaves => "leaving",
        _ => "merged",
    };

    private static void Write(Utf8JsonWriter json, ImportedRow row)
    {
        json.WriteStartArray();
        json.WriteNumberValue(row.Line);
        json.WriteStringValue(StatusOf(row.Outcome));
        json.WriteStartArray();
        foreach (var code in ImportCodeNames.Of(row.Codes))
        {
            json.WriteStringValue(code);
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }
}
