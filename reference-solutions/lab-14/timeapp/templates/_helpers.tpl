{{- define "timeapp.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "timeapp.selector" -}}
app: {{ .Chart.Name }}
release: {{ .Release.Name }}
{{- end -}}

{{/* Hooks carry no label that a service selects. */}}
{{- define "timeapp.hookLabels" -}}
hook-of: {{ .Release.Name }}
{{- end -}}
